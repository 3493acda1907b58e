// While papers are being read, says how many can be asked about by now; the first brings the field with it.
// It is no live region: who listens to the page is not told of every paper.

const place = document.getElementById("reading-now");
const SECONDS_BETWEEN_LOOKS = 2;

if (place) look();

async function look() {
  for (let reading = true; reading; ) {
    await new Promise((resolve) => setTimeout(resolve, SECONDS_BETWEEN_LOOKS * 1000));
    try {
      const response = await fetch("/reading/now");
      if (!response.ok) continue;
      const now = await response.json();
      if (now.papers && place.hasAttribute("data-empty")) return location.reload();
      const template = document.createElement("template");
      template.innerHTML = now.html;
      place.replaceChildren(template.content);
      reading = now.reading;
    } catch {
      // The service is busy or away: the next look may tell.
    }
  }
}
