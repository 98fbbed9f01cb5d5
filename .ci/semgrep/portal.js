/* Lines that the rule for scripts must find, and their like that it must not; never served. */
// ruleid: markup-in-a-script
box.innerHTML = answer;
// ruleid: markup-in-a-script
box.outerHTML = answer;
// ruleid: markup-in-a-script
frame.srcdoc = answer;
// ruleid: markup-in-a-script
box.insertAdjacentHTML('beforeend', answer);
// ruleid: markup-in-a-script
document.write(answer);
// ruleid: markup-in-a-script
new DOMParser().parseFromString(answer, 'text/html');
// ruleid: markup-in-a-script
eval(answer);
// ruleid: markup-in-a-script
const act = new Function(answer);
// ruleid: markup-in-a-script
setTimeout('act()', 10);
// ok: markup-in-a-script
box.textContent = answer;
// ok: markup-in-a-script
if (old.outerHTML !== field.outerHTML) setTimeout(() => act(), 10);
