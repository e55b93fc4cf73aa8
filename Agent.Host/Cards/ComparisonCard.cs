using System.Globalization;
using Agent.Host.Terminal;
using Agent.Plugins.Pricing;

namespace Agent.Host.Cards;

/// <summary>What the basket costs on each platform, best first. Why each stands where it stands is for the reply to say.</summary>
internal static class ComparisonCard
{
    private const int Between = 2;
    private const string None = "–";

    /// <summary>Where names had less room, only what decides is shown: the total and the time.</summary>
    private const int LeastName = 8;

    public static Card Draw(Comparison comparison, Words words, int width)
    {
        var card = new Card(words["compare.title"], width);
        string[] heads = ["", words["compare.platform"], words["compare.items"], words["compare.fees"], words["compare.vouchers"], words["compare.total"], words["compare.time"]];
        string[][] table = [heads, .. comparison.Ranked.Select((quote, i) => Row(quote, i, words)), .. comparison.Others.Select(Row)];
        if (RoomForNames(table, width) < LeastName) table = [.. table.Select(row => row.Where((_, column) => column is < 2 or > 4).ToArray())];

        var widths = Widths(table);
        widths[1] = Math.Max(4, RoomForNames(table, width));
        for (var i = 0; i < table.Length; i++)
        {
            var (first, quiet) = (i == 1, i == 0 || i > comparison.Ranked.Count);
            card.Add(Cells(table[i], widths, column => quiet ? Tone.Dim : first && (column == 1 || column == widths.Length - 2) ? Tone.Strong : Tone.Plain));
        }

        return card;
    }

    private static int[] Widths(string[][] table) => [.. Enumerable.Range(0, table[0].Length).Select(column => table.Max(row => TextWidth.Of(row[column])))];

    /// <summary>Cells that the other columns leave, so that the figures end at the frame.</summary>
    private static int RoomForNames(string[][] table, int width) => width - Widths(table).Where((_, column) => column != 1).Sum() - ((table[0].Length - 1) * Between);

    private static string[] Row(ComparedQuote compared, int index, Words words) =>
    [
        (index + 1).ToString(CultureInfo.InvariantCulture),
        PlainText.Line(compared.Quote.PlatformName),
        words.Amount(compared.Quote.Subtotal),
        words.Amount(compared.Quote.FeeTotal),
        words.Off(compared.Quote.DiscountTotal),
        words.Amount(compared.Quote.Total),
        words.Minutes(compared.Minutes),
    ];

    /// <summary>A platform that gives no price.</summary>
    private static string[] Row(NotOffered other) => [None, PlainText.Line(other.PlatformName), None, None, None, None, None];

    private static Span[] Cells(string[] cells, int[] widths, Func<int, Tone> tone)
    {
        var spans = new Span[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var text = i < 2 ? TextWidth.PadRight(TextWidth.Cut(cells[i], widths[i]), widths[i]) : TextWidth.PadLeft(cells[i], widths[i]);
            spans[i] = new Span(i == cells.Length - 1 ? text : text + new string(' ', Between), tone(i));
        }

        return spans;
    }
}
