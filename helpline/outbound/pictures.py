"""Pictures from strangers: judged by their content, bounded before they are unpacked, and drawn anew without what came with them."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from helpline.errors import PictureRefused
from helpline.model.attachment import Picture

BYTES = 10 * 1024 * 1024
PIXELS = 50_000_000
SIDE = 12_000
SMALL = 320
KEPT_SIDE = 4_096  # a longer side is shrunk: advisors read it as well
_FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "HEIF": "image/heic"}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_NAMED = ((b"<svg", "svg"), (b"<?xml", "svg"), (b"MZ", "program"), (b"\x7fELF", "program"), (b"PK", "archive"), (b"%PDF", "document"))


def read_picture(content: bytes) -> Picture:
    """The picture as it is kept. Raises PictureRefused with the reason."""
    if not content:
        raise PictureRefused("picture_empty")
    if len(content) > BYTES:
        raise PictureRefused("picture_too_large")
    kind = _kind(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _drawn_anew(content, kind)
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused("picture_too_many_pixels") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, RuntimeError, MemoryError) as error:
        raise PictureRefused("picture_broken") from error
    except Exception as error:  # a decoder of foreign bytes may raise anything: none of it is our bug
        raise PictureRefused("picture_broken") from error


def _kind(content: bytes) -> str:
    """The format by the first bytes. A name, or a type that a client claims, is not looked at."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return "HEIF"
    head = content[:512].lstrip().lower()
    named = next((name for mark, name in _NAMED if head.startswith(mark.lower()) or (name == "svg" and mark in head)), None)
    raise PictureRefused("picture_is_code" if named in ("svg", "program", "archive") else "picture_type")


def _drawn_anew(content: bytes, kind: str) -> Picture:
    if kind == "HEIF":
        from pillow_heif import register_heif_opener  # noqa: PLC0415 - takes memory; few need it

        register_heif_opener()
    with Image.open(io.BytesIO(content), formats=[kind]) as opened:
        width, height = opened.size
        if width * height > PIXELS or max(width, height) > SIDE:
            raise PictureRefused("picture_too_many_pixels")
        opened.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
        opened.load()
        upright = ImageOps.exif_transpose(opened) or opened
        clear = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
        image = upright.convert("RGBA" if clear else "RGB")
    if clear:  # on white, as a page shows it
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    image.info.clear()
    image.thumbnail((KEPT_SIDE, KEPT_SIDE))
    # Screens have few colours and sharp letters: PNG keeps both. What the camera saw is JPEG.
    saved = "PNG" if kind == "PNG" else "JPEG"
    kept = _saved(image, saved)
    small = image.copy()
    small.thumbnail((SMALL, SMALL))
    return Picture(_FORMATS[saved], *image.size, kept, _saved(small, "JPEG"))


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **({"quality": 85} if kind == "JPEG" else {"optimize": False}))
    return out.getvalue()
