package dev.sgen.api;

import dev.sgen.member.Members;
import dev.sgen.member.Permission;
import dev.sgen.publishing.Coordinate;
import dev.sgen.publishing.RecordDetails;
import dev.sgen.publishing.SiteRecord;
import dev.sgen.publishing.record.RecordReading;
import dev.sgen.vocabulary.Actor;
import dev.sgen.vocabulary.Environment;
import dev.sgen.vocabulary.RecordId;
import dev.sgen.vocabulary.SiteId;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Answers with a record and its ETag. */
@Component
class RecordAnswers {
    private final RecordReading recordReading;
    private final Members members;

    RecordAnswers(RecordReading recordReading, Members members) {
        this.recordReading = recordReading;
        this.members = members;
    }

    /**
     * The record as it stands. The ETag is set beside the framework, which would otherwise answer a
     * conditional GET with 304 although the state has changed: the tag names the working version alone.
     */
    RecordViews.RecordView read(
            Actor actor, SiteId site, Environment environment, RecordId id, HttpServletResponse response) {
        return answer(recordReading.open(actor, site, environment, id), response);
    }

    /**
     * The record as an operation left it, whoever came after: whole for those who may read it, else only
     * where it stands.
     */
    Object after(Actor actor, SiteId site, Environment environment, SiteRecord record, HttpServletResponse response) {
        Coordinate here = record.in(environment);
        if (here != null && members.rights(actor, site).allow(Permission.READ, environment)) {
            return answer(recordReading.open(actor, site, environment, record), response);
        }
        if (here != null) {
            response.setHeader(HttpHeaders.ETAG, RecordViews.tag(here.working()));
        }
        return RecordViews.placed(record, environment);
    }

    private static RecordViews.RecordView answer(RecordDetails recordDetails, HttpServletResponse response) {
        response.setHeader(
                HttpHeaders.ETAG, RecordViews.tag(recordDetails.here().working()));
        return RecordViews.of(recordDetails);
    }
}
