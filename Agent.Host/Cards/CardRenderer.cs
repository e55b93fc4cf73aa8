using Agent.Host.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Agent.Host.Cards;

/// <summary>Draws cards with Spectre.Console: framed on a terminal, as bare lines where output is redirected.</summary>
internal static class CardRenderer
{
    /// <summary>Wider cards are harder to read, whatever the terminal has.</summary>
    public const int MostWidth = 76;

    private const int FrameWidth = 4;

    /// <summary>Room inside the frame.</summary>
    public static int WidthInside(Screen screen) => Math.Min(screen.Width - 1, MostWidth) - FrameWidth;

    public static string Render(Card card, Screen screen)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = screen.Colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = screen.Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = card.Width + FrameWidth;
        console.Profile.Capabilities.Unicode = true;
        console.Write(screen.MovesCursor ? Framed(card) : Bare(card));
        return string.Join('\n', text.ToString().Split('\n').Select(l => l.TrimEnd()));
    }

    private static Panel Framed(Card card)
    {
        var panel = new Panel(new Rows(card.Lines.Select(Line))) { Border = BoxBorder.Rounded, BorderStyle = new Style(decoration: Decoration.Dim), Width = card.Width + FrameWidth };
        if (card.Title is { } title) panel.Header = new PanelHeader(Markup.Escape($" {title} "));
        return panel;
    }

    private static Rows Bare(Card card)
    {
        var lines = card.Lines.Select(Line);
        if (card.Title is { } title) lines = lines.Prepend(new Paragraph(title));
        return new Rows(lines.Select(l => new Padder(l, new Padding(2, 0, 0, 0))));
    }

    private static IRenderable Line(IReadOnlyList<Span> spans)
    {
        var line = new Paragraph { Overflow = Overflow.Ellipsis };
        foreach (var span in spans) line.Append(span.Text.Length == 0 ? " " : span.Text, StyleOf(span.Tone));
        return line;
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Dim => new Style(decoration: Decoration.Dim),
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Good => new Style(Color.Green),
        Tone.Accent => new Style(Color.Teal, decoration: Decoration.Bold),
        _ => Style.Plain,
    };
}
