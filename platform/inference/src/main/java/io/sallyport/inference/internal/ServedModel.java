package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelDescription;
import io.sallyport.inference.engine.LoadedModel;

/**
 * A loaded version with all that belongs to it.
 *
 * @param runtime the engine and its version
 * @param card Markdown; may be empty
 */
record ServedModel(ModelDescription description, ModelDocument document, LoadedModel loaded, String runtime, GoldenSet golden, String card,
    InputCheck inputs, OutputRange range, Figures figures) {
}
