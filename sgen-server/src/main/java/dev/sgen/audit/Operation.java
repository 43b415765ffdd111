package dev.sgen.audit;

import org.jspecify.annotations.Nullable;

/**
 * A kind of act that the trail tells of. The module that carries it out declares it, once, as a constant in its
 * {@link OperationSet}; the faces take everything they say of it from here.
 *
 * @param code the word in the trail, in filters and in the API (API.md, audit entry); never changed once it was used
 * @param label how a list of operations calls it
 * @param did what somebody did, as it stands between their name and the record's title: "published"
 * @param canShow whether it can change what visitors see; the entry says whether it did
 * @param ofRecords whether it is part of a record's life: told to whoever may read the record, trail permission or not
 * @param shown how a line of visibility begins with it: "published by"; null where the code in words will do
 * @param hidden how a line of visibility ends with it: "unpublished by"; null likewise
 */
public record Operation(
        String code,
        String label,
        String did,
        boolean canShow,
        boolean ofRecords,
        @Nullable String shown,
        @Nullable String hidden) {
    /** An act on a site, its members or its settings. */
    public static Operation onSite(String code, String label, String did) {
        return new Operation(code, label, did, false, false, null, null);
    }

    /** An act in the life of records that visitors never notice. */
    public static Operation onRecords(String code, String label, String did) {
        return new Operation(code, label, did, false, true, null, null);
    }

    /** The same where visitors may notice. */
    public Operation visible() {
        return new Operation(code, label, did, true, ofRecords, shown, hidden);
    }

    /** The same where a line of visibility begins and ends with other words than the code's. */
    public Operation visible(@Nullable String begins, @Nullable String ends) {
        return new Operation(code, label, did, true, ofRecords, begins, ends);
    }

    /** How a line of visibility begins with it. */
    public String beginning() {
        return shown != null ? shown : words() + " by";
    }

    /** How a line of visibility ends with it. */
    public String ending() {
        return hidden != null ? hidden : words() + " by";
    }

    private String words() {
        return code.replace('.', ' ');
    }
}
