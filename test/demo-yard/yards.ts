/** How a camera publishes its photos: two generations of devices are in the field (edge contract, `frame`). */
export type PhotoFormat = 'raw-jpeg' | 'base64-json';

export interface DemoYard {
  readonly id: string;
  /** fewest and most trucks that come between 07:00 and 18:00 */
  readonly dayTrucks: readonly [number, number];
  readonly partners: readonly [string, ...string[]];
  /** where outbound loads go */
  readonly works: readonly [string, ...string[]];
  readonly plateRegions: readonly [string, ...string[]];
  readonly photoFormats: { readonly bay1: PhotoFormat; readonly bay2: PhotoFormat };
  /** true: its devices write event times as Unix milliseconds */
  readonly hasNumericTimes: boolean;
}

/** Invented suppliers; names and plans of the yards are in yards.json. */
export const DEMO_YARDS: readonly [DemoYard, DemoYard, DemoYard] = [
  {
    id: 'busan-gamcheon',
    dayTrucks: [19, 22],
    partners: ['감천자원', '다대금속', '사하스틸', '낙동고철', '영도해체', '김해프레스', '녹산산업'],
    works: ['포스코 포항제철소', '포스코 광양제철소'],
    plateRegions: ['부산', '경남'],
    photoFormats: { bay1: 'raw-jpeg', bay2: 'base64-json' },
    hasNumericTimes: false,
  },
  {
    id: 'pohang-yeongil',
    dayTrucks: [18, 21],
    partners: ['영일금속', '형산자원', '오천스틸', '흥해고철', '경주프레스', '구룡포해체'],
    works: ['포스코 포항제철소'],
    plateRegions: ['경북', '대구'],
    photoFormats: { bay1: 'base64-json', bay2: 'raw-jpeg' },
    hasNumericTimes: true,
  },
  {
    id: 'gwangyang-taein',
    dayTrucks: [17, 20],
    partners: ['태인자원', '섬진금속', '여수해체', '순천고철', '하동스틸', '율촌산업'],
    works: ['포스코 광양제철소'],
    plateRegions: ['전남', '경남'],
    photoFormats: { bay1: 'raw-jpeg', bay2: 'base64-json' },
    hasNumericTimes: false,
  },
];

/** The first `count` yards; beyond three the same suppliers open further sites, for load tests. */
export function demoYards(count: number): DemoYard[] {
  return Array.from({ length: count }, (_, index) => {
    const yard = DEMO_YARDS[index % DEMO_YARDS.length] ?? DEMO_YARDS[0];
    const site = Math.floor(index / DEMO_YARDS.length) + 1;
    return site === 1 ? yard : { ...yard, id: `${yard.id}-${site}` };
  });
}

export const SCALE = 'weigh/wb01';
export const RADIATION_GATE = 'gate/rad01';
export const BAYS = ['bay1', 'bay2'] as const;
export type Bay = (typeof BAYS)[number];
export const cameraOf = (bay: Bay): string => `${bay}/cam01`;
export const craneOf = (bay: Bay): string => `${bay}/crane01`;

/** One device of a yard: its own connection, as in the field. */
export interface DemoDevice {
  /** area and device as in the topic, `weigh/wb01` */
  readonly key: string;
  readonly model: string;
  readonly firmware: string;
  /** MQTT protocol level: 4 is 3.1.1 */
  readonly mqtt: 4 | 5;
}

/** The six devices of a yard. */
export function devicesOf(yard: DemoYard): DemoDevice[] {
  const bays = BAYS.flatMap((bay): DemoDevice[] => [
    { key: craneOf(bay), model: 'DACELL UM-K200', firmware: '3.0.4', mqtt: 4 },
    yard.photoFormats[bay] === 'raw-jpeg'
      ? { key: cameraOf(bay), model: 'Hanwha XNO-6080R', firmware: '1.41', mqtt: 5 }
      : { key: cameraOf(bay), model: 'IDIS DC-T4236', firmware: '2.7', mqtt: 4 },
  ]);
  return [
    { key: SCALE, model: 'CAS CI-6000A', firmware: '2.1', mqtt: 5 },
    { key: RADIATION_GATE, model: 'RadEye SPRD', firmware: '5.2', mqtt: 4 },
    ...bays,
  ];
}
