/** Commands of the scope {@code insight}. */
package io.sallyport.shell.insight;
