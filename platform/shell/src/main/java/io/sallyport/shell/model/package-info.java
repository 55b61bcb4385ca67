/** Commands of the scope {@code model}: the models in memory. */
package io.sallyport.shell.model;
