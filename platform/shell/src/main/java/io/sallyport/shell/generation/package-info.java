/** Commands of the scope {@code generation}: plan, approve, apply, roll back. */
package io.sallyport.shell.generation;
