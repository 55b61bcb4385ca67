/** One class per command of the tool: options in, a call or two, a line or JSON out. */
package io.sallyport.signedrepo.command;
