/** What a person reads when something about a slip, a dispute or its photos is refused, and what to do; by `problem`. */
export const SLIP_TEXTS: Readonly<Record<string, string>> = {
  VISIT_OPEN: '아직 2차 계근이 끝나지 않은 차량입니다. 계근이 끝난 뒤 발행해 주세요.',
  VISIT_CANCELLED: '취소된 차량에는 검수확인서를 발행할 수 없습니다. 차량을 확인해 주세요.',
  SLIP_CURRENT: '이미 지금 내용 그대로 발행되어 있습니다. 차량의 내용을 정정하면 새 판이 발행됩니다.',
  SLIP_MISSING: '이 차량의 검수확인서가 아직 없습니다. 발행된 뒤 다시 시도해 주세요.',
  SLIP_CANCELLED: '취소된 검수확인서입니다. 새 판이 발행된 뒤 다시 시도해 주세요.',
  SLIP_UNREADABLE:
    '장부에 있는 이 검수확인서의 내용이 바뀌어 읽을 수 없습니다. 종이의 QR로 진위를 확인하고 관리자에게 알려 주세요.',
  TEXT_EMPTY: '내용이 비어 있습니다. 이유를 적어 주세요.',
  DISPUTE_OPEN: '같은 내용의 이의제기가 진행 중입니다. 그 이의제기에 의견을 덧붙이거나 철회한 뒤 다시 제기해 주세요.',
  DISPUTE_EXISTS: '이미 접수된 이의제기입니다. 화면을 새로 고쳐 확인해 주세요.',
  DISPUTE_UNKNOWN: '아직 접수되지 않은 이의제기입니다. 잠시 뒤 다시 시도해 주세요.',
  DISPUTE_ENDED: '이미 끝난 이의제기라 더 적을 수 없습니다. 거래처가 필요하면 새로 제기할 수 있습니다.',
  OTHER_PARTY: '상대방만 할 수 있는 일입니다. 답변은 야드가, 제기와 철회는 거래처가 합니다.',
  SUBJECT_MISSING: '무엇에 대한 이의인지 골라 주세요.',
  SUBJECT_STANDS: '이의 대상은 처음 제기할 때만 정합니다. 대상을 빼고 다시 보내 주세요.',
  VERDICT_MISSING: '답변의 결론(인정, 일부 인정, 기각)을 골라 주세요.',
  VERDICT_MISPLACED: '결론은 야드의 답변에만 있습니다. 결론을 빼고 다시 보내 주세요.',
  PHOTO_NOT_ON_SLIP: '이 검수확인서에 있는 사진이 아닙니다. 검수확인서의 사진에서 골라 주세요.',
  PHOTO_NOT_HANDED_IN: '이 차량에 올린 사진이 아닙니다. 사진을 먼저 올린 뒤 다시 보내 주세요.',
  GRADE_UNKNOWN: '알 수 없는 등급입니다. 목록에서 등급을 골라 주세요.',
  EVIDENCE_TOO_MUCH: '이 차량에 올릴 수 있는 사진 수를 넘었습니다. 이미 올린 사진으로 진행해 주세요.',
};
