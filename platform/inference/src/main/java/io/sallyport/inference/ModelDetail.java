package io.sallyport.inference;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.trust.JsonObject;
import java.util.Optional;

/**
 * All that is known of a loaded version.
 *
 * @param card its model card, Markdown; may be empty
 * @param cardData the model card for machines (JSON Schema: {@code model-card.schema.json} of the TCK), if the package has one
 * @param goldenVectors how many golden vectors it has
 * @param use what it may use, and uses
 */
public record ModelDetail(ModelStatus status, ModelDescription description, String weightsSha256, String card, Optional<JsonObject> cardData, int goldenVectors, ModelUse use) {
}
