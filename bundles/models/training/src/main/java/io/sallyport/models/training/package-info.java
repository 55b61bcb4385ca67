/** What the training of all models shares: writing ONNX graphs, running them, comparing answers. */
package io.sallyport.models.training;
