package dev.sgen.audit;

import org.jspecify.annotations.Nullable;

/**
 * A kind of operation that is audited. The module that performs it declares it once, as a constant in its {@link
 * OperationSet}; the user interfaces take its texts from here.
 *
 * @param code the name in the trail, in filters and in the API; must never change once it was used
 * @param label the name in a list of operations
 * @param did the verb between actor and record, such as "published"
 * @param canShow whether it can change what visitors see; each entry says whether it did
 * @param ofRecords whether it belongs to the history of records, which everybody who may read the record can see, even
 *     without the permission to read the trail
 * @param shown the text for the start of a visibility interval, such as "published by"; null to derive it from the code
 * @param hidden the text for the end of a visibility interval, such as "unpublished by"; null to derive it from the
 *     code
 */
public record Operation(
        String code,
        String label,
        String did,
        boolean canShow,
        boolean ofRecords,
        @Nullable String shown,
        @Nullable String hidden) {
    /** An operation on a site, its members or its settings. */
    public static Operation onSite(String code, String label, String did) {
        return new Operation(code, label, did, false, false, null, null);
    }

    /** An operation on records that does not change what visitors see. */
    public static Operation onRecords(String code, String label, String did) {
        return new Operation(code, label, did, false, true, null, null);
    }

    /** A copy that can change what visitors see. */
    public Operation visible() {
        return new Operation(code, label, did, true, ofRecords, shown, hidden);
    }

    /** A copy that can change what visitors see, with its own texts for visibility intervals. */
    public Operation visible(@Nullable String begins, @Nullable String ends) {
        return new Operation(code, label, did, true, ofRecords, begins, ends);
    }

    /** The text for the start of a visibility interval. */
    public String beginning() {
        return shown != null ? shown : words() + " by";
    }

    /** The text for the end of a visibility interval. */
    public String ending() {
        return hidden != null ? hidden : words() + " by";
    }

    private String words() {
        return code.replace('.', ' ');
    }
}
