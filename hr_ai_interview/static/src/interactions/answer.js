import { Interaction } from "@web/public/interaction";
import { registry } from "@web/core/registry";

const PAUSE = 1500; // ms without a key before the text is saved
const RETRY = 10000; // ms before a save that failed is tried again

/**
 * Saves an answer while the candidate types. Without it the form saves by itself when it is sent.
 *
 * Every save carries the name of this page and a count, so that the server can tell a late repetition from a new text.
 */
export class InterviewAnswer extends Interaction {
    static selector = "form.o_ai_interview_answer";
    dynamicContent = {
        textarea: { "t-on-input": this.onInput },
        _root: { "t-on-submit": this.onSubmit },
        _window: { "t-on-pagehide": this.onLeave },
    };

    setup() {
        this.text = this.el.querySelector("textarea");
        this.status = this.el.querySelector(".c-saved");
        this.nonce = this.el.querySelector("[name=nonce]");
        this.clock = this.el.querySelector(".c-time");
        this.page = this.nonce.value.split("-")[0];
        this.count = 0;
        // what the server sent, not what stands there now: a quick typist is ahead of the scripts
        this.saved = this.text.defaultValue;
        this.started = Date.now();
    }

    start() {
        this.schedule(PAUSE);
        const tick = setInterval(() => this.showTime(), 30000);
        this.registerCleanup(() => clearInterval(tick));
        this.registerCleanup(() => clearTimeout(this.timer));
    }

    onInput() {
        this.say("");
        this.schedule(PAUSE);
    }

    onSubmit() {
        clearTimeout(this.timer);
        this.sent = true;
        this.countUp();
    }

    onLeave() {
        if (!this.sent && this.text.value !== this.saved) {
            this.countUp();
            navigator.sendBeacon(this.el.action, this.body());
        }
    }

    schedule(delay) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), delay);
    }

    countUp() {
        this.count += 1;
        this.nonce.value = `${this.page}-${this.count}`;
    }

    body() {
        const data = new FormData(this.el);
        data.append("autosave", "1");
        return data;
    }

    async save() {
        const text = this.text.value;
        if (this.sent || text === this.saved) {
            return;
        }
        this.countUp();
        this.say(this.el.dataset.saving);
        try {
            const response = await this.waitFor(fetch(this.el.action, { method: "POST", body: this.body() }));
            this.onAnswer(response, text);
        } catch {
            this.onAnswer({ ok: false, status: 0 }, text);
        }
    }

    onAnswer(response, text) {
        if (response.ok) {
            this.saved = text;
            const left = this.text.maxLength - text.length;
            this.say(left < 500 ? `${this.el.dataset.saved} · ${left} ${this.el.dataset.limit}` : this.el.dataset.saved);
        } else if ([400, 404, 409].includes(response.status)) {
            this.say(this.el.dataset.closed, true);
        } else {
            this.say(this.el.dataset.unsaved, true);
            this.schedule(RETRY);
        }
    }

    say(text, bad = false) {
        this.status.textContent = text;
        this.status.classList.toggle("is-bad", bad);
    }

    showTime() {
        const minutes = Math.round((Date.now() - this.started) / 60000);
        this.clock.textContent = minutes ? `· ${minutes} ${this.el.dataset.time}` : "";
    }
}

registry.category("public.interactions").add("hr_ai_interview.answer", InterviewAnswer);
