/**
 * Runs in the served page beside the script that makes it live. That script may be blocked, cut, or more than an old browser can run;
 * then nobody would see that money came. In words that every browser reads; allowed by its hash.
 */
export const watchdog = `(function(seconds){setTimeout(function(){var page=document.querySelector("coincoin-checkout");if(!page||!page.shadowRoot)location.reload()},seconds*1000)})(document.currentScript.getAttribute("data-seconds"))`;
