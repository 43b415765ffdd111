package dev.sgen.forms;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one visitor sent with one form in one environment.
 *
 * @param form the form's record
 * @param version the published version of the form at that time
 * @param formTitle the form's title in that version
 * @param at when it arrived, UTC
 * @param doubts why it was classified as spam; empty if it was not
 * @param leftOut names of sent fields that the form does not have; their values were not stored
 * @param userAgent the visitor's User-Agent header, at most 200 characters; untrusted
 */
public record Submission(
        UUID id,
        Environment environment,
        RecordId form,
        int version,
        String formTitle,
        Instant at,
        SubmissionState state,
        List<FilledField> fields,
        List<SpamReason> doubts,
        List<String> leftOut,
        String userAgent) {}
