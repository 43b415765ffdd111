package dev.sgen.e2e;

import java.time.Duration;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody on a site's roster, acting through the API with their own token. */
public final class Person {
    static final String STAGING = "staging";
    static final String LIVE = "live";

    private final World world;
    private final String name;
    private final Api api;

    Person(World world, String name, Api api) {
        this.world = world;
        this.name = name;
        this.api = api;
    }

    public String name() {
        return name;
    }

    public Api api() {
        return api;
    }

    /** What is sent to create or save: a title, a path and one paragraph. */
    static ObjectNode contents(String title, String path, String words) {
        ObjectNode json = Answer.JSON.createObjectNode();
        json.put("title", title).put("path", path);
        json.putArray("tags");
        json.putObject("content")
                .putArray("body")
                .addObject()
                .put("type", "paragraph")
                .put("text", words);
        return json;
    }

    /** A draft page on staging; its id. */
    public String creates(String title, String path, String words) {
        return creates("page", contents(title, path, words));
    }

    /** A draft on staging; its id. */
    public String creates(String type, ObjectNode contents) {
        ObjectNode json = contents.deepCopy().put("type", type);
        return api.post(records(STAGING), json.toString())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /** Waits until an import that was begun is done. */
    public void awaitsImport(String id) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.get(world.path("/imports/" + id))
                        .expect(200)
                        .json()
                        .path("status")
                        .asString()
                        .equals("done"));
    }

    /** Saves on staging over whatever stands there now. */
    public Answer saves(String record, String title, String path, String words) {
        return saves(STAGING, record, contents(title, path, words)).expect(200);
    }

    public Answer saves(String environment, String record, ObjectNode contents) {
        String version =
                api.get(record(environment, record)).expect(200).header("etag").orElseThrow();
        return api.with("If-Match", version).put(record(environment, record), contents.toString());
    }

    public Answer publishes(String record) {
        return publishes(STAGING, record).expect(200);
    }

    public Answer publishes(String environment, String record) {
        return api.post(record(environment, record) + "/publish", "{}");
    }

    public Answer promotes(String... records) {
        return tryToPromote("refuse", records).expect(200);
    }

    public Answer tryToPromote(String onDrift, String... records) {
        ObjectNode json = Answer.JSON.createObjectNode().put("onDrift", onDrift);
        ArrayNode list = json.putArray("records");
        for (String record : records) {
            list.add(record);
        }
        return api.post(world.path("/promotions"), json.toString());
    }

    /** The record as it stands in an environment. */
    public JsonNode reads(String environment, String record) {
        return api.get(record(environment, record)).expect(200).json();
    }

    String records(String environment) {
        return world.path("/" + environment + "/records");
    }

    String record(String environment, String record) {
        return records(environment) + "/" + record;
    }
}
