import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const SIZE = 320;
const RADIUS = 100;
const LEVELS = [1, 2, 3, 4, 5];

/** Levels of competencies as a radar: what the job wants (dashed) and what each assessment found. */
export class RadarField extends Component {
    static template = "hr_competency.RadarField";
    static props = { ...standardFieldProps };

    get profile() {
        return this.props.record.data[this.props.name] || { axes: [], series: [] };
    }

    get size() {
        return SIZE;
    }

    /** Fewer than three axes make no area. */
    get isDrawable() {
        return this.profile.axes.length > 2 && this.profile.series.length > 0;
    }

    point(index, level) {
        const angle = (2 * Math.PI * index) / this.profile.axes.length - Math.PI / 2;
        const distance = (RADIUS * level) / 5;
        return [SIZE / 2 + distance * Math.cos(angle), SIZE / 2 + distance * Math.sin(angle)];
    }

    polygon(levels) {
        return levels.map((level, index) => this.point(index, level ?? 0).map((value) => value.toFixed(1)).join(",")).join(" ");
    }

    get rings() {
        return LEVELS.map((level) => this.polygon(this.profile.axes.map(() => level)));
    }

    get wanted() {
        return this.polygon(this.profile.axes.map((axis) => axis.required));
    }

    get axes() {
        return this.profile.axes.map((axis, index) => {
            const [x, y] = this.point(index, 5);
            const [labelX, labelY] = this.point(index, 5.7);
            const anchor = Math.abs(labelX - SIZE / 2) < 12 ? "middle" : labelX > SIZE / 2 ? "start" : "end";
            const name = axis.name.length > 24 ? `${axis.name.slice(0, 23)}…` : axis.name;
            return { ...axis, short: name, x, y, labelX, labelY, anchor };
        });
    }

    get series() {
        return this.profile.series.map((one, index) => ({
            name: one.name,
            colour: index % 8,
            points: this.polygon(one.levels),
            dots: one.levels
                .map((level, axis) => ({ level, name: this.profile.axes[axis].name, at: this.point(axis, level ?? 0) }))
                .filter((dot) => dot.level !== null),
        }));
    }

    get summary() {
        return this.profile.series
            .map((one) => `${one.name}: ` + one.levels.map((level, axis) => `${this.profile.axes[axis].name} ${level ?? "–"}`).join(", "))
            .join("; ");
    }
}

registry.category("fields").add("competency_radar", {
    component: RadarField,
    displayName: _t("Competency Radar"),
    supportedTypes: ["json"],
});
