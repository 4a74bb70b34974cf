/** CRC-32 of ISO 3309, as ZIP asks for it, table by table of eight bits. Node has its own only from 20.15 on. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export class Crc32 {
  #state = 0xffffffff;

  add(bytes: Uint8Array): void {
    let state = this.#state;
    for (let place = 0; place < bytes.length; place += 1) {
      state = (TABLE[(state ^ (bytes[place] as number)) & 0xff] as number) ^ (state >>> 8);
    }
    this.#state = state;
  }

  /** of all bytes so far */
  get value(): number {
    return (this.#state ^ 0xffffffff) >>> 0;
  }
}
