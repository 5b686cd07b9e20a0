/** @odoo-module ignore */
// Saves an answer while the candidate types. A plain script of its own: Odoo's website scripts are three megabytes and
// hold every button back until they have arrived, which on a phone underground is never. Without this script the form
// saves when it is sent.
(() => {
    "use strict";
    const PAUSE = 1500; // ms without a key before the text is saved
    const RETRY = 10000; // ms before a save that failed is tried again
    const PATIENCE = 20000; // ms without an answer, as where the train enters a tunnel, that count as failed
    const ELSEWHERE = 412; // another window has saved a text of its own
    const OUTDATED = 403; // the session is over: the server sends a new token
    const GONE = [400, 404, 409]; // expired, revoked or handed in: trying again would not help

    class Answer {
        constructor(form) {
            this.form = form;
            this.text = form.querySelector("textarea");
            this.status = form.querySelector(".c-saved");
            this.nonce = form.querySelector("[name=nonce]");
            this.seen = form.querySelector("[name=seen]");
            this.token = form.querySelector("[name=csrf_token]");
            this.clock = form.querySelector(".c-time");
            // Every save carries the name of this page and a count: the server can tell a late repetition from a new text.
            this.page = this.nonce.value.split("-")[0];
            this.count = 0;
            // what the server sent, not what stands there now: a quick typist is ahead of the script
            this.saved = this.text.defaultValue;
            this.started = Date.now();
        }

        listen() {
            this.text.addEventListener("input", () => this.onInput());
            this.form.addEventListener("submit", () => this.onSubmit());
            window.addEventListener("pagehide", () => this.onLeave());
            // back from the browser's cache the page is open again
            window.addEventListener("pageshow", (ev) => ev.persisted && this.onReturn());
            setInterval(() => this.showTime(), 30000);
            this.schedule(PAUSE);
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
                navigator.sendBeacon(this.form.action, this.body());
            }
        }

        onReturn() {
            this.sent = false;
            this.schedule(PAUSE);
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
            const data = new FormData(this.form);
            data.append("autosave", "1");
            return data;
        }

        async save() {
            const text = this.text.value;
            if (this.sent || text === this.saved) {
                return;
            }
            this.countUp();
            this.say(this.form.dataset.saving);
            // older browsers cannot give up by themselves, and wait
            const signal = AbortSignal.timeout?.(PATIENCE);
            const sent = fetch(this.form.action, { method: "POST", body: this.body(), signal });
            const response = await sent.catch(() => ({ ok: false, status: 0 }));
            // a network that wants one to agree first answers everything with a page of its own: that is no answer
            const answered = response.ok || response.status === OUTDATED;
            const told = answered ? await response.json().catch(() => null) : null;
            await this.onAnswer(response.status, told, text);
        }

        async onAnswer(status, told, text) {
            const words = this.form.dataset;
            if (told?.saved) {
                this.saved = text;
                this.renewed = false;
                this.seen.value = told.seen;
                const left = this.text.maxLength - text.length;
                this.say(left < 500 ? `${words.saved} · ${left} ${words.limit}` : words.saved);
            } else if (told?.csrf_token && !this.renewed) {
                // once only: a browser that keeps no cookies would ask for ever
                this.renewed = true;
                this.token.value = told.csrf_token;
                await this.save();
            } else if (status === ELSEWHERE) {
                this.say(words.elsewhere, true);
            } else if (told || GONE.includes(status)) {
                this.say(words.closed, true);
            } else {
                this.say(words.unsaved, true);
                this.schedule(RETRY);
            }
        }

        say(text, bad = false) {
            this.status.textContent = text;
            this.status.classList.toggle("is-bad", bad);
        }

        showTime() {
            const minutes = Math.round((Date.now() - this.started) / 60000);
            this.clock.textContent = minutes ? `· ${minutes} ${this.form.dataset.time}` : "";
        }
    }

    const form = document.querySelector("form.o_ai_interview_answer");
    if (form) {
        new Answer(form).listen();
    }
})();
