/** Commands of the scope {@code medium}: vendor content that comes in from outside. */
package io.sallyport.shell.medium;
