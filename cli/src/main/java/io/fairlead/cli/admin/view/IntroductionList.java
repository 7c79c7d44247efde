package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * The last introductions.
 *
 * @param introductions the last one first
 * @param unanswered nodes that did not answer
 */
public record IntroductionList(
        List<IntroductionRow> introductions,
        List<String> unanswered) {}
