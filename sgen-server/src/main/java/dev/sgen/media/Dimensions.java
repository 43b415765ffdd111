package dev.sgen.media;

import dev.sgen.vocabulary.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/** How large a picture is when it is looked at, in pixels, read from its header without opening the picture. */
record Dimensions(int width, int height) {
    /** More pixels than this are never decoded (T3). */
    static final int MAX_PIXELS = 50_000_000;

    /**
     * Reads the header.
     *
     * @return empty where we can't read that kind of picture
     * @throws Refused {@link MediaRefusal.TooManyPixels}, or {@link MediaRefusal.Unwanted} where the bytes
     *     aren't the picture they seem to be
     */
    static Optional<Dimensions> of(Path file, String mediaType) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(mediaType);
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in, true, false);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MAX_PIXELS) {
                throw new Refused(new MediaRefusal.TooManyPixels(width, height, MAX_PIXELS));
            }
            return Optional.of(turned(reader) ? new Dimensions(height, width) : new Dimensions(width, height));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException broken) {
            throw new Refused(
                    new MediaRefusal.Unwanted(
                            mediaType, "The picture can't be read. Open it in an image program and save it again."),
                    broken);
        } finally {
            reader.dispose();
        }
    }

    /** Whether the camera was held upright, so that width and height change places. */
    private static boolean turned(ImageReader reader) {
        Orientation orientation = orientation(reader);
        return orientation == Orientation.LEFT_TOP
                || orientation == Orientation.RIGHT_TOP
                || orientation == Orientation.RIGHT_BOTTOM
                || orientation == Orientation.LEFT_BOTTOM;
    }

    static Orientation orientation(ImageReader reader) {
        try {
            Orientation found = ExifUtils.getExifOrientation(reader, 0);
            return found == null ? Orientation.TOP_LEFT : found;
        } catch (IOException | RuntimeException withoutExif) {
            return Orientation.TOP_LEFT;
        }
    }
}
