using Agent.Host.Terminal;

namespace Agent.Host.Cards;

internal enum Tone
{
    Plain,
    Dim,
    Strong,
    Good,
    Accent,
}

internal readonly record struct Span(string Text, Tone Tone = Tone.Plain);

/// <summary>Lines that are laid out but not yet coloured or framed. Text of merchants is cleaned on its way in.</summary>
/// <param name="width">Cells inside the frame.</param>
internal sealed class Card(string? title, int width)
{
    private readonly List<IReadOnlyList<Span>> _lines = [];

    public string? Title { get; } = title is null ? null : TextWidth.Cut(PlainText.Line(title), width - 4);

    public int Width => width;

    public IReadOnlyList<IReadOnlyList<Span>> Lines => _lines;

    public Card Add(params IReadOnlyList<Span> spans)
    {
        _lines.Add(spans);
        return this;
    }

    public Card Gap() => Add(new Span(""));

    public Card Rule() => Add(new Span(new string('─', width), Tone.Dim));

    /// <summary>Words on the left, an amount at the right edge.</summary>
    public Card Amount(string text, string amount, Tone tone = Tone.Plain)
    {
        var room = width - TextWidth.Of(amount) - 2;
        var lines = Wrap(text, room, 0);
        Add(new Span(TextWidth.PadRight(lines[0], room + 2), tone), new Span(amount, tone));
        foreach (var line in lines.Skip(1)) Add(new Span(line, tone));
        return this;
    }

    public Card Text(string text, int indent = 0, Tone tone = Tone.Plain)
    {
        foreach (var line in Wrap(text, width, indent)) Add(new Span(line, tone));
        return this;
    }

    /// <summary>A quiet label in a column of its own, and what it labels.</summary>
    public Card Field(string label, string value, int labelWidth, Tone tone = Tone.Plain)
    {
        var lines = Wrap(value, width - labelWidth - 2, 0);
        for (var i = 0; i < lines.Length; i++) Add(new Span(TextWidth.PadRight(i == 0 ? label : "", labelWidth + 2), Tone.Dim), new Span(lines[i], tone));
        return this;
    }

    /// <summary>Fields under each other, their values in one column.</summary>
    public Card Fields(params IReadOnlyList<(string Label, string Value)> fields)
    {
        var labels = fields.Count == 0 ? 0 : fields.Max(f => TextWidth.Of(f.Label));
        foreach (var (label, value) in fields) Field(label, value, labels);
        return this;
    }

    private static string[] Wrap(string text, int cells, int indent) =>
        [.. TextFlow.Break(PlainText.Line(text), cells - indent).Select(l => new string(' ', indent) + l)];
}
