package dev.sgen.publishing;

/** A model to try things on: what is done to it, the model it was made of doesn't hear of. */
final class ExpectedOutcome {
    private ExpectedOutcome() {}

    static Model of(Model model) {
        Model copy = new Model(model.now);
        copy.gone = model.gone;
        copy.entries = model.entries;
        copy.held = model.held;
        model.records.forEach(rec -> copy.records.add(of(rec)));
        return copy;
    }

    private static Model.Rec of(Model.Rec rec) {
        Model.Rec copy = new Model.Rec();
        copy.last = rec.last;
        copy.base = rec.base;
        copy.versions.putAll(rec.versions);
        rec.own.forEach((environment, own) -> copy.own.put(environment, new java.util.LinkedHashSet<>(own)));
        rec.at.forEach((environment, at) -> copy.at.put(environment, of(at)));
        return copy;
    }

    private static Model.At of(Model.At at) {
        Model.At copy = new Model.At();
        copy.working = at.working;
        copy.published = at.published;
        copy.schedule = at.schedule;
        copy.archived = at.archived;
        return copy;
    }
}
