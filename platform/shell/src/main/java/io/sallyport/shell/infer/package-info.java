/** Commands of the scope {@code infer}: calls of models, one or many. */
package io.sallyport.shell.infer;
