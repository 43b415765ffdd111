package dev.sgen.content;

import java.util.Map;

/** A content type can't be removed while an environment has records of it. */
public record TypeInUse(String type, long records) implements ContentRefusal {
    @Override
    public String code() {
        return "invalid-state";
    }

    @Override
    public String detail() {
        return "The type " + type + " still has " + records + (records == 1 ? " record" : " records")
                + ". Delete them in both environments, then remove the type.";
    }

    @Override
    public Map<String, Object> facts() {
        return Map.of("type", type, "records", records);
    }
}
