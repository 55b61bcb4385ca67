/** Commands of the scope {@code audit}. */
package io.sallyport.shell.audit;
