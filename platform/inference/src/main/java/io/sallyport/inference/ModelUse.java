package io.sallyport.inference;

import java.time.Duration;

/**
 * What a loaded version may use, and uses.
 *
 * @param deadline a run that takes longer is ended
 * @param concurrency runs at once
 * @param batch most rows of calls that run together; 1 if they never do
 * @param suspended whether it gets no calls because it failed several times in a row
 */
public record ModelUse(Duration deadline, int concurrency, int batch, ModelMemory memory, boolean suspended) {
}
