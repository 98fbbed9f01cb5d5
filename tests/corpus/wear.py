"""What happens to a sheet before it reaches the portal: the copier, the fax, coffee, a folded corner, a camera."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont


def copied(picture: Image.Image, times: int, throw: np.random.Generator) -> Image.Image:
    """A copy of a copy: grey, a little smaller and askew each time, strokes thick or broken, specks of toner."""
    grey = picture.convert("L")
    wide, high = grey.size
    for _ in range(times):
        scale, angle = float(throw.uniform(0.978, 0.996)), float(throw.uniform(-0.5, 0.5))
        small = grey.resize((int(wide * scale), int(high * scale)), Image.Resampling.BICUBIC)
        sheet = Image.new("L", (wide, high), 255)
        sheet.paste(small, ((wide - small.width) // 2, (high - small.height) // 2))
        sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        sheet = sheet.filter(ImageFilter.GaussianBlur(wide / 1654 * float(throw.uniform(0.6, 1.0))))
        tone = np.asarray(sheet).astype(np.float32) + throw.normal(0, 9, (high, wide)).astype(np.float32)
        middle = float(throw.uniform(130, 156))
        tone = 255 / (1 + np.exp(-(tone - middle) / 26))
        specks = throw.random((high, wide)) < 0.00018
        tone[specks] = 20
        grey = Image.fromarray(tone.astype(np.uint8))
    return grey.convert(picture.mode)


def faxed(picture: Image.Image, throw: np.random.Generator, number: int) -> Image.Image:
    """As a fax came out: coarse dots, black or white, lines that were lost on the way, the sender's line at the top."""
    wide, high = picture.size
    grey = picture.convert("L").filter(ImageFilter.GaussianBlur(wide / 1654 * 0.7))
    coarse = grey.resize((1728, int(high * 1728 / wide * 0.49)), Image.Resampling.BOX)
    tone = np.asarray(coarse).astype(np.float32) + throw.normal(0, 11, (coarse.height, coarse.width))
    black = tone < float(throw.uniform(150, 172))
    for row in throw.integers(60, coarse.height, int(throw.integers(2, 6))):
        black[row : row + 1, int(throw.integers(0, 900)) :] = False
    sheet = Image.fromarray(np.where(black, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    pen.rectangle([0, 0, sheet.width, 22], fill=255)
    pen.text((60, 2), f"24/11  09:{17 + number:02d}   DARI: CONTOH", fill=0, font=ImageFont.load_default(18))
    pen.text((1480, 2), f"P.{number:02d}", fill=0, font=ImageFont.load_default(18))
    return sheet.resize((wide, high), Image.Resampling.NEAREST).convert(picture.mode)


def two_toned(picture: Image.Image) -> Image.Image:
    """As a scanner set to black and white leaves it: no grey at all, thin strokes broken, stamps solid or gone."""
    tone = np.asarray(picture.convert("L").filter(ImageFilter.GaussianBlur(picture.width / 1654 * 0.5)))
    return Image.fromarray(np.where(tone < 148, 0, 255).astype(np.uint8)).convert(picture.mode)


def stained(picture: Image.Image, throw: np.random.Generator) -> Image.Image:
    """The ring of a cup and the brown edge of water, over what stands there."""
    wide, high = picture.size
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    tone = np.asarray(picture.convert("RGB")).astype(np.float32)
    x, y, radius = float(throw.uniform(0.2, 0.8)), float(throw.uniform(0.1, 0.6)), float(throw.uniform(0.1, 0.16))
    away = np.hypot(columns / wide - x, (rows / high - y) * high / wide)
    ring = np.exp(-(((away - radius) / 0.006) ** 2)) * 0.42 + (away < radius) * 0.07
    wave = high * (0.9 + 0.03 * np.sin(columns / wide * 9 + x * 6) + 0.012 * np.sin(columns / wide * 31))
    water = (rows > wave) * 0.12 + np.exp(-(((rows - wave) / (high * 0.003)) ** 2)) * 0.25
    for layer in (ring, water):
        tone *= 1 - layer[..., None] * np.array([0.35, 0.62, 0.95], np.float32)
    return Image.fromarray(np.clip(tone, 0, 255).astype(np.uint8)).convert(picture.mode)


def rimmed(picture: Image.Image, throw: np.random.Generator) -> Image.Image:
    """The dark rim of an open lid, two holes of a binder, a staple."""
    sheet = picture.copy()
    pen = ImageDraw.Draw(sheet)
    wide, high = sheet.size
    dark = 38 if sheet.mode == "L" else (38, 38, 40)
    rim = int(wide * float(throw.uniform(0.006, 0.02)))
    side = int(throw.integers(0, 3))
    if side == 0:
        pen.polygon([(0, 0), (rim, 0), (rim // 2, high), (0, high)], fill=dark)
    elif side == 1:
        pen.polygon([(wide, 0), (wide - rim, 0), (wide - rim // 3, high), (wide, high)], fill=dark)
    else:
        pen.polygon([(0, 0), (wide, 0), (wide, rim), (0, rim // 2)], fill=dark)
    radius, left = int(wide * 0.012), int(wide * 0.045)
    for part in (0.44, 0.56):
        pen.ellipse([left - radius, high * part - radius, left + radius, high * part + radius], fill=dark)
    pen.line([(wide * 0.05, high * 0.03), (wide * 0.085, high * 0.045)], fill=dark, width=max(2, wide // 500))
    return sheet


def folded(picture: Image.Image, corner: str, throw: np.random.Generator) -> Image.Image:
    """A dog's ear: the corner shows its back and a shadow, what stood there is hidden."""
    sheet = picture.copy()
    pen = ImageDraw.Draw(sheet)
    wide, high = sheet.size
    reach = wide * float(throw.uniform(0.1, 0.19))
    drop = reach * float(throw.uniform(0.7, 1.25))
    x = wide if "right" in corner else 0
    y = high if "lower" in corner else 0
    inner = (abs(x - reach), y)
    side = (x, abs(y - drop))
    tip = (abs(x - reach * 0.9), abs(y - drop * 0.86))

    def tone(value: int) -> int | tuple[int, int, int]:
        return value if sheet.mode == "L" else (value, value, value - 4)

    pen.polygon([inner, (x, y), side], fill=tone(90))
    shadow = [(one[0] + (-6 if x else 6), one[1] + (6 if not y else -6)) for one in (inner, tip, side)]
    pen.polygon(shadow, fill=tone(170))
    pen.polygon([inner, tip, side], fill=tone(226))
    pen.line([inner, side], fill=tone(120), width=max(2, wide // 400))
    return sheet


def photographed(picture: Image.Image, throw: np.random.Generator) -> Image.Image:
    """A photo by hand: the sheet askew and in perspective on a table, the light from one side, a hand's shadow."""
    wide, high = picture.size
    desk = tuple(int(value) for value in throw.integers(60, 150, 3))
    fill = desk if picture.mode == "RGB" else int(sum(desk) / 3)
    shift = throw.uniform(0.012, 0.075, (4, 2)) * [wide, high]
    corners = [
        (shift[0][0], shift[0][1]),
        (wide - shift[1][0], shift[1][1]),
        (wide - shift[2][0], high - shift[2][1]),
        (shift[3][0], high - shift[3][1]),
    ]
    out = picture.transform(
        (wide, high),
        Image.Transform.PERSPECTIVE,
        _perspective(corners, [(0, 0), (wide, 0), (wide, high), (0, high)]),
        Image.Resampling.BICUBIC,
        fillcolor=fill,
    )
    rows, columns = np.mgrid[0:high, 0:wide].astype(np.float32)
    angle = float(throw.uniform(0, 6.28))
    slope = (np.cos(angle) * columns / wide + np.sin(angle) * rows / high) * float(throw.uniform(0.18, 0.4))
    light = 1 - (slope - slope.min())
    x, y, reach = throw.uniform(0.1, 0.9) * wide, throw.uniform(0.3, 1.0) * high, throw.uniform(0.25, 0.5) * wide
    light -= 0.24 * np.exp(-(((columns - x) / reach) ** 2 + ((rows - y) / reach) ** 2))
    tone = np.asarray(out).astype(np.float32)
    tone = tone * (light[..., None] * np.array([1.0, 0.985, 0.94], np.float32) if tone.ndim == 3 else light)
    return Image.fromarray(np.clip(tone, 0, 255).astype(np.uint8))


def _perspective(target: list[tuple[float, float]], source: list[tuple[float, float]]) -> list[float]:
    """The eight numbers that take each point of the photo back to the sheet."""
    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(value) for value in np.linalg.solve(np.array(rows, float), np.array(values, float))]
