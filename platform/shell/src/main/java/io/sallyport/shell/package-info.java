/** What every Sallyport command shares; one sub-package per scope holds the commands, which hold no logic. */
package io.sallyport.shell;
