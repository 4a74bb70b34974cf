import qrcode from 'qrcode-generator';

/** The only door to the QR code library (ISO/IEC 18004). */

/** A run of dark modules in a row of a QR code, in modules from its upper left corner. */
export interface DarkRun {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** A QR code as runs of dark modules; `size` is its width in modules, without the quiet zone of 4 around it. */
export interface QrCode {
  readonly size: number;
  readonly runs: readonly DarkRun[];
}

/** The QR code of a text, as small as it fits, with 15 % of it to be restored (level M): it is read from paper. */
export function qrCodeOf(text: string): QrCode {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const size = code.getModuleCount();
  const runs: DarkRun[] = [];
  for (let y = 0; y < size; y += 1) {
    let start: number | null = null;
    for (let x = 0; x <= size; x += 1) {
      const isDark = x < size && code.isDark(y, x);
      if (isDark) start ??= x;
      else if (start !== null) {
        runs.push({ x: start, y, width: x - start });
        start = null;
      }
    }
  }
  return { size, runs };
}
