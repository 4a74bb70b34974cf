import qrcode from 'qrcode-generator';

/** Modules of light around a QR code that readers need (ISO/IEC 18004, 6.3.8). */
export const QUIET_ZONE = 4;

/** A QR code as one SVG path of its dark modules; `size` is its width in modules with the quiet zone. */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  // level M: 15 % of it can be restored, as from a creased paper
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const modules = code.getModuleCount();
  const places = Array.from({ length: modules }, (_, place) => place);
  const dark = places.flatMap((y) => places.filter((x) => code.isDark(y, x)).map((x) => [x, y] as const));
  return {
    size: modules + 2 * QUIET_ZONE,
    path: dark.map(([x, y]) => `M${x + QUIET_ZONE} ${y + QUIET_ZONE}h1v1h-1z`).join(''),
  };
}
