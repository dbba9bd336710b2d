// An operator's colour, made readable: contrasts are those of WCAG 2.

type Rgb = [number, number, number];

function read(hex: string): Rgb | null {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  return parts ? (parts.slice(1).map((part) => Number.parseInt(part, 16)) as Rgb) : null;
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Black or white, whichever is read more easily on the colour; null where `hex` is no #rrggbb. */
export function inkOn(hex: string): string | null {
  const colour = read(hex);
  return colour && (luminance(colour) > 0.179 ? "#000000" : "#ffffff");
}

/** The colour, darkened until it can be read as text on a light ground (4.5 to 1 on #f5f3ee). */
export function textOf(hex: string): string | null {
  let colour = read(hex);
  while (colour && luminance(colour) > 0.15) colour = colour.map((part) => Math.floor(part * 0.9)) as Rgb;
  return colour && `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
