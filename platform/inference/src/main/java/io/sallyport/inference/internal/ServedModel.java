package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.inference.ModelMemory;
import io.sallyport.inference.engine.LoadedModel;
import io.sallyport.trust.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * A loaded version with all that belongs to it.
 *
 * @param runtime the engine and its version
 * @param card Markdown; may be empty
 * @param cardData the model card for machines, if the package has one
 * @param deadline a run that takes longer is ended
 * @param memory what it was granted, and what it took
 * @param drift empty unless the package has a reference
 */
record ServedModel(ModelDescription description, ModelDocument document, LoadedModel loaded, String runtime, GoldenSet golden, String card, Optional<JsonObject> cardData,
    InputCheck inputs, OutputRange range, Figures figures, Duration deadline, Lanes lanes, Breaker breaker, ModelMemory memory, Optional<DriftWatch> drift) {
}
