package dev.sgen.forms;

import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What one visitor sent by one form in one environment.
 *
 * @param form the form's record
 * @param version the published version the visitor answered
 * @param formTitle the form's title in that version
 * @param at when it arrived, UTC
 * @param doubts why it was put aside as spam; empty if nothing spoke against it
 * @param leftOut names of sent fields that the form doesn't have; their values weren't kept
 * @param userAgent what the visitor's program called itself, at most 200 characters; never to be trusted
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
