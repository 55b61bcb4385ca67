/** Commands of the scope {@code identity}. */
package io.sallyport.shell.identity;
