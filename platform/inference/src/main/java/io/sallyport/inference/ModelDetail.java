package io.sallyport.inference;

import io.sallyport.api.inference.ModelDescription;

/**
 * All that is known of a loaded version.
 *
 * @param card its model card, Markdown; may be empty
 * @param goldenVectors how many golden vectors it has
 */
public record ModelDetail(ModelStatus status, ModelDescription description, String weightsSha256, String card, int goldenVectors) {
}
