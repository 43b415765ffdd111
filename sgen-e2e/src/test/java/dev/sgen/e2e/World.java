package dev.sgen.e2e;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One site of a running product with the people who work on it. Each world has a site of its own. */
public final class World {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Product product;
    private final String key;
    private final Person administrator;

    private World(Product product, String key) {
        this.product = product;
        this.key = key;
        this.administrator = new Person(this, "Grace", Api.withToken(product, Product.ADMIN_TOKEN));
    }

    /** A new site with a key that begins so. */
    public static World site(Product product, String begin) {
        World world = new World(product, begin + "-" + COUNT.incrementAndGet());
        ObjectNode site = Answer.JSON.createObjectNode();
        site.put("key", world.key).put("name", "The " + begin + " site").put("plan", "professional");
        world.administrator.api().post("/sites", site.toString()).expect(201);
        return world;
    }

    public Product product() {
        return product;
    }

    public String key() {
        return key;
    }

    /** Who made the site. */
    public Person administrator() {
        return administrator;
    }

    /** Somebody new on the site's roster with this built-in role, and a token to act with. */
    public Person joins(String name, String role) {
        ObjectNode member = Answer.JSON.createObjectNode();
        member.put("email", email(name)).put("name", name).put("role", role);
        JsonNode added = administrator
                .api()
                .post(path("/members"), member.toString())
                .expect(201)
                .json();
        String id = added.path("id").asString(added.path("member").path("id").asString(""));
        ObjectNode token = Answer.JSON.createObjectNode();
        token.put("name", name + "'s program").put("member", id);
        String secret = administrator
                .api()
                .post(path("/tokens"), token.toString())
                .expect(201)
                .json()
                .path("token")
                .asString();
        return new Person(this, name, Api.withToken(product, secret));
    }

    /** Somebody new on the roster who took up their invitation; the name and the password of their window. */
    public Credentials signsUp(String name, String role) {
        ObjectNode member = Answer.JSON.createObjectNode();
        String password = "correct-horse-" + key;
        member.put("email", email(name)).put("name", name).put("role", role);
        String link = administrator
                .api()
                .post(path("/members"), member.toString())
                .expect(201)
                .json()
                .path("invitation")
                .asString();
        Api.withoutToken(product)
                .form(link, Map.of("name", name, "password", password))
                .expect(302);
        return new Credentials(email(name), password);
    }

    /** What somebody types to sign in. */
    public record Credentials(String email, String password) {}

    String email(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "") + "@" + key + ".example.org";
    }

    /** A path of the API below this site. */
    public String path(String rest) {
        return "/sites/" + key + rest;
    }

    public Visitor visitor() {
        return Visitor.of(product, key);
    }

    public Visitor visitorOfStaging() {
        return Visitor.ofStaging(product, key);
    }

    /** The newest entries of the audit trail that match a query such as {@code operation=save}. */
    public JsonNode audit(String query) {
        return administrator
                .api()
                .get(path("/audit?limit=200&" + query))
                .expect(200)
                .json()
                .path("items");
    }

    /** What the trail says of itself. */
    public JsonNode auditVerified() {
        return administrator.api().get(path("/audit/verify")).expect(200).json();
    }
}
