package dev.sgen.importing.wordpress;

import dev.sgen.importing.SourceFormat;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Component;

/** Recognises and reads WordPress exports (WXR), including WooCommerce products. */
@Component
public class WordPressFormat implements SourceFormat {
    @Override
    public String key() {
        return "wordpress";
    }

    @Override
    public String label() {
        return "a WordPress export (Tools, Export, All content)";
    }

    @Override
    public boolean recognises(String beginning) {
        return beginning.startsWith("<") && beginning.contains("<rss");
    }

    @Override
    public List<SourceItem> read(InputStream in, Target target) throws IOException, UnreadableFile {
        return WxrMapping.map(WxrReader.read(in), target.now(), target.types(), target.html());
    }
}
