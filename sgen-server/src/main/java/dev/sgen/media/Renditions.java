package dev.sgen.media;

import dev.sgen.platform.blob.Blobs;
import dev.sgen.platform.settings.Settings;
import dev.sgen.platform.work.BoundedWork;
import dev.sgen.platform.work.BoundedWork.Lane;
import dev.sgen.platform.work.WorkRefusal;
import dev.sgen.vocabulary.Refused;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.springframework.stereotype.Component;

/** Pictures in smaller sizes, made when first asked for and kept beside the blobs; all of it can be made again. */
@Component
public class Renditions {
    /** The widths in pixels that can be had; any other would let visitors fill the disk. */
    public static final Set<Integer> WIDTHS = Set.of(160, 320, 480, 640, 960, 1280, 1600, 2048);

    private static final Map<String, String> FORMATS =
            Map.of("image/jpeg", "jpg", "image/png", "png", "image/webp", "jpg");
    private static final double QUALITY = 0.82;
    private static final String SHARE = "renditions";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Blobs blobs;
    private final Path folder;
    private final BoundedWork work;
    private final ConcurrentHashMap<String, CompletableFuture<Optional<Sized>>> making = new ConcurrentHashMap<>();

    Renditions(Blobs blobs, Settings settings, BoundedWork work) {
        this.work = work;
        this.blobs = blobs;
        this.folder = settings.data().resolve("renditions");
    }

    /** A file to serve and what it is. */
    public record Sized(Path file, String mediaType) {}

    /**
     * A picture at a width.
     *
     * @return empty where this can't be had (a width that isn't offered, a kind that isn't resized, a picture
     *     no wider than that, or too many pictures are being made): then the original serves
     */
    public Optional<Sized> of(String blob, String mediaType, int width) throws IOException {
        if (!FORMATS.containsKey(mediaType) || !WIDTHS.contains(width)) {
            return Optional.empty();
        }
        Optional<Sized> made = made(blob, mediaType, width);
        return made.isPresent() ? made : make(blob, mediaType, width);
    }

    private Optional<Sized> made(String blob, String mediaType, int width) {
        List<String> formats = mediaType.equals("image/webp")
                ? List.of("jpg", "png")
                : List.of(FORMATS.getOrDefault(mediaType, "jpg"));
        return formats.stream()
                .map(format -> new Sized(file(blob, width, format), type(format)))
                .filter(each -> Files.exists(each.file()))
                .findFirst();
    }

    private Path file(String blob, int width, String format) {
        return folder.resolve(blob.substring(0, 2)).resolve(blob.substring(2) + "-" + width + "." + format);
    }

    private static String type(String format) {
        return format.equals("png") ? "image/png" : "image/jpeg";
    }

    /** Made once, however many ask; who asks for one that is being made waits for it, for a while. */
    private Optional<Sized> make(String blob, String mediaType, int width) throws IOException {
        CompletableFuture<Optional<Sized>> mine = new CompletableFuture<>();
        String key = blob + "-" + width;
        CompletableFuture<Optional<Sized>> theirs = making.putIfAbsent(key, mine);
        if (theirs != null) {
            return theirs.copy()
                    .completeOnTimeout(Optional.empty(), LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        Optional<Sized> sized = Optional.empty();
        try {
            Optional<Sized> meanwhile = made(blob, mediaType, width);
            sized = meanwhile.isPresent() ? meanwhile : drawn(blob, mediaType, width);
            return sized;
        } finally {
            mine.complete(sized);
            making.remove(key, mine);
        }
    }

    private Optional<Sized> drawn(String blob, String mediaType, int width) throws IOException {
        try {
            return work.run(
                    Lane.LONG,
                    SHARE,
                    LONGEST,
                    () -> {
                        try {
                            return draw(blob, mediaType, width);
                        } catch (IOException broken) {
                            throw new UncheckedIOException(broken);
                        }
                    },
                    () -> new Refused(new WorkRefusal.Busy(LONGEST.toSeconds())));
        } catch (UncheckedIOException broken) {
            throw Objects.requireNonNull(broken.getCause());
        } catch (Refused busy) {
            if (busy.refusal() instanceof WorkRefusal.Busy) {
                return Optional.empty();
            }
            throw busy;
        }
    }

    private Optional<Sized> draw(String blob, String mediaType, int width) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(mediaType);
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in =
                ImageIO.createImageInputStream(blobs.path(blob).toFile())) {
            reader.setInput(in, true, false);
            Orientation orientation = Dimensions.orientation(reader);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > Dimensions.MAX_PIXELS || reader.getWidth(0) <= width) {
                return Optional.empty();
            }
            BufferedImage picture =
                    ExifFilterUtils.getFilterForOrientation(orientation).apply(reader.read(0, coarse(reader, width)));
            return picture.getWidth() < width ? Optional.empty() : Optional.of(write(picture, blob, mediaType, width));
        } finally {
            reader.dispose();
        }
    }

    /** Skips pixels while reading, as long as twice the wanted width is left: large pictures need little memory. */
    private static ImageReadParam coarse(ImageReader reader, int width) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int narrow = Math.min(reader.getWidth(0), reader.getHeight(0));
        int step = Math.max(1, narrow / (2 * width));
        param.setSourceSubsampling(step, step, 0, 0);
        return param;
    }

    private Sized write(BufferedImage picture, String blob, String mediaType, int width) throws IOException {
        boolean png = mediaType.equals("image/png")
                || mediaType.equals("image/webp") && picture.getColorModel().hasAlpha();
        String format = png ? "png" : "jpg";
        Path file = file(blob, width, format);
        Path shelf = folder.resolve(blob.substring(0, 2));
        Files.createDirectories(shelf);
        Path part = Files.createTempFile(shelf, "new", ".part");
        try (var out = Files.newOutputStream(part)) {
            var thumbnail = Thumbnails.of(picture).width(width).outputFormat(format);
            (png ? thumbnail : thumbnail.imageType(BufferedImage.TYPE_INT_RGB).outputQuality(QUALITY))
                    .toOutputStream(out);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Sized(file, type(format));
    }
}
