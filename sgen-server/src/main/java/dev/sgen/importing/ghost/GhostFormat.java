package dev.sgen.importing.ghost;

import dev.sgen.importing.SourceFormat;
import dev.sgen.importing.source.SourceItem;
import dev.sgen.importing.source.UnreadableFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.stereotype.Component;

/** Recognises and reads Ghost exports (JSON). */
@Component
public class GhostFormat implements SourceFormat {
    @Override
    public String key() {
        return "ghost";
    }

    @Override
    public String label() {
        return "a Ghost export";
    }

    @Override
    public boolean recognises(String beginning) {
        return GhostExport.isBeginning(beginning);
    }

    @Override
    public List<SourceItem> read(InputStream in, Target target) throws IOException, UnreadableFile {
        return GhostMapping.map(GhostExport.read(in), target.now(), target.html());
    }
}
