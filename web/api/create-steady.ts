import { createMemo } from 'solid-js';
import type { Answer } from './create-answer.ts';

/** An answer asked for again and again, whose value stays the same as long as it says the same: nothing is drawn anew. */
export function createSteady<Value, Asked extends Answer<Value>>(answer: Asked & Answer<Value>): Asked {
  const value = createMemo(answer.value, undefined, {
    equals: (before, after) => JSON.stringify(before) === JSON.stringify(after),
  });
  return { ...answer, value };
}
