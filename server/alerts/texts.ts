import type { AlertCode } from '../../domain/alerting.ts';
import type { Alert } from '../../domain/wire/http-api.ts';
import type { TellingWord } from './alert-store.ts';

type Params = Alert['params'];

/** What has happened and what to do next, for people who read it on their telephone. The web has texts of its own. */
const TEXTS: Readonly<Record<AlertCode, (device: string, params: Params) => string>> = {
  COLLECTOR_AWAY: () => '수집기와 연결이 끊겼습니다. 수집기 프로그램과 MQTT 브로커를 확인해 주세요.',
  COLLECTOR_BEHIND: (_, { since }) =>
    `수집이 밀리고 있습니다(${clock(since)}부터). 받은 기록은 디스크에 안전합니다. 수집기 부하를 확인해 주세요.`,
  COLLECTOR_TROUBLE: (_, { trouble }) =>
    `기록을 저장하지 못하고 있습니다: ${trouble}. 디스크 공간을 확인해 주세요. 저장될 때까지 브로커와 장치가 보관합니다.`,
  DATABASE_AWAY: (_, { due }) =>
    `InfluxDB가 응답하지 않습니다. ${count(due)}건이 장부에서 기다리며, 돌아오면 저절로 보냅니다.`,
  POINTS_REJECTED: (_, params) =>
    `InfluxDB가 ${count(params.count)}건을 거부했습니다. 시스템 화면에서 이유를 확인해 주세요. 장부의 기록은 그대로입니다.`,
  SUMS_DIFFER: (_, { count: sums, fromDay, toDay }) =>
    `장부와 InfluxDB의 합계가 ${fromDay}~${toDay} 사이 ${count(sums)}곳에서 다릅니다. 기준은 장부입니다. 다시 투영(npm run rebuild)해 주세요.`,
  OUTBOX_OLD: (_, { since }) => `보낼 기록이 ${clock(since)}부터 기다리고 있습니다. 브로커와 InfluxDB를 확인해 주세요.`,
  GRADING_AWAY: () => 'AI 판정이 멈췄습니다. 계근은 계속되며, 사진은 기다렸다가 판정됩니다.',
  DEVICE_SILENT: (device, { since }) =>
    `${device} 장치가 평소와 달리 ${clock(since)}부터 조용합니다. 전원과 통신을 확인해 주세요.`,
  DEVICE_OFFLINE: (device) => `${device} 장치의 연결이 끊겼습니다. 전원과 통신을 확인해 주세요.`,
  DEVICE_CLOCK_OFF: (device, { offsetMinutes }) =>
    `${device} 장치의 시계가 ${offsetOf(Number(offsetMinutes))}. 시각을 맞춰 주세요.`,
  RADIATION_ALARM: (device, { microSvPerHour }) =>
    `방사선 경보입니다(${device}${microSvPerHour === undefined ? '' : `, ${microSvPerHour} μSv/h`}). 차량을 세우고 안전 절차를 따라 주세요.`,
  DEAD_LETTERS: (_, params) =>
    `받지 못한 메시지가 하루 동안 ${count(params.count)}건 있습니다. 시스템 화면에서 이유를 확인해 주세요.`,
  NOTICE_FAILED: (_, params) =>
    `보고서나 통지 ${count(params.count)}건을 보내지 못하고 포기했습니다. 보고서와 통지 화면에서 이유를 확인해 주세요.`,
  DISPUTE_OPEN: (_, { partner, slip, deadline }) =>
    `${partner}에서 검수확인서 ${slip}에 이의를 제기했습니다. ${clock(deadline)}까지 답변해 주세요.`,
  DISPUTE_OVERDUE: (_, { partner, slip, deadline }) =>
    `${partner}의 이의제기(검수확인서 ${slip})에 답변할 기한(${clock(deadline)})이 지났습니다. 지금 답변해 주세요.`,
};

const LEVELS: Readonly<Record<Alert['level'], string>> = { alarm: '경보', warning: '주의' };

/** One line for the webhook: what is the matter, or that it is over. `yardName` is null for the whole system. */
export function alertText(word: TellingWord, alert: Alert, yardName: string | null): string {
  const head = word === 'resolved' ? '해소' : LEVELS[alert.level];
  return `[${head}] ${yardName ?? '시스템'}: ${TEXTS[alert.code](alert.device ?? '', alert.params)}`;
}

const count = (value: string | number | undefined): string => Number(value ?? 0).toLocaleString('ko-KR');

/** Day and time of day in KST, of an RFC 3339 text with +09:00. */
const clock = (since: string | number | undefined): string => String(since).slice(5, 16).replace('T', ' ');

/** Receive time less event time: positive when the device's clock is slow. */
const offsetOf = (minutes: number): string => `${count(Math.abs(minutes))}분 ${minutes > 0 ? '느립니다' : '빠릅니다'}`;
