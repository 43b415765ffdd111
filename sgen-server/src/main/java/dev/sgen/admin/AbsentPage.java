package dev.sgen.admin;

import java.util.List;

/** A record that doesn't stand in the environment one looks at. */
public record AbsentPage(
        Frame frame,
        String title,
        String plural,
        String listHref,
        List<Standing> standings,
        boolean mayPromote,
        String promoteHref,
        String otherHref) {}
