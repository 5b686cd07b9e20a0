import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const COLOURS = 8;

/** Competencies with their evidence on the left, the texts with the quotes highlighted on the right. */
export class EvidenceField extends Component {
    static template = "hr_competency.EvidenceField";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.texts = useRef("texts");
        this.state = useState({ selected: null });
    }

    get view() {
        return this.props.record.data[this.props.name] || { lines: [], texts: [], may_judge: false };
    }

    /** Which colour each piece of evidence has: one a competency. */
    get colours() {
        const colours = {};
        this.view.lines.forEach((line, index) => {
            for (const piece of line.evidence) {
                colours[piece.id] = index % COLOURS;
            }
        });
        return colours;
    }

    get pieces() {
        const pieces = {};
        for (const line of this.view.lines) {
            for (const piece of line.evidence) {
                pieces[piece.id] = piece;
            }
        }
        return pieces;
    }

    markClass(segment) {
        const id = segment.ids[0];
        if (id < 0) {
            return "o_hr_competency_mark o_hr_competency_finding";
        }
        const piece = this.pieces[id];
        const classes = ["o_hr_competency_mark", `o_hr_competency_colour_${this.colours[id]}`];
        if (piece?.kind === "implicit") {
            classes.push("o_hr_competency_implicit");
        }
        if (piece?.lacking) {
            classes.push("o_hr_competency_lacking");
        }
        if (segment.ids.includes(this.state.selected)) {
            classes.push("o_hr_competency_selected");
        }
        return classes.join(" ");
    }

    markTitle(segment) {
        return segment.ids
            .map((id) => (id < 0 ? _t("Look at this") : this.pieces[id]?.indicator))
            .filter(Boolean)
            .join("\n");
    }

    select(id) {
        this.state.selected = this.state.selected === id ? null : id;
        const mark = this.texts.el?.querySelector(`[data-ids~="${id}"]`);
        mark?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    }

    async judge(piece, method) {
        await this.orm.call("hr.competency.evidence", method, [[piece.id]]);
        await this.props.record.load();
    }
}

registry.category("fields").add("competency_evidence", {
    component: EvidenceField,
    displayName: _t("Evidence"),
    supportedTypes: ["json"],
});
