package io.sallyport.inference;

import java.time.Instant;

/**
 * A candidate that is the shadow of an active version, while no call of that version has come: there is nothing to compare yet.
 *
 * @param active version that answers
 * @param candidate version that gets copies
 * @param since when the candidate became its shadow; the start of the appliance, if that was later
 */
public record ShadowWithoutCalls(String model, String active, String candidate, Instant since) {}
