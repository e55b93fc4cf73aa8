using System.Globalization;
using System.Text;
using Agent.Host.Terminal;
using Agent.Plugins.Payments;

namespace Agent.Host.Cards;

/// <summary>One line a statement, for people; programs read the JSON.</summary>
internal static class SettlementTable
{
    private const string Between = "  ";
    private static readonly string[] columns = ["store", "orders", "goods", "fees", "merchant", "platform", "campaign", "refunds", "adjustments", "net"];

    public static string Draw(IReadOnlyList<Settlement> statements, Words words)
    {
        if (statements.Count == 0) return words["settlement.none"] + "\n";
        string[][] table = [[.. columns.Select(c => words["settlement." + c])], .. statements.Select(s => Row(s, words))];
        int[] widths = [.. columns.Select((_, column) => table.Max(row => TextWidth.Of(row[column])))];
        var text = new StringBuilder();
        foreach (var row in table) text.AppendJoin(Between, row.Select((cell, column) => column == 0 ? TextWidth.PadRight(cell, widths[0]) : TextWidth.PadLeft(cell, widths[column]))).Append('\n');
        return text.ToString();
    }

    private static string[] Row(Settlement statement, Words words)
    {
        var off = statement.OffGoods + statement.OffFees;
        return
        [
            PlainText.Line($"{statement.PlatformName} · {statement.StoreName} ({statement.StoreId})"),
            statement.Orders.ToString(CultureInfo.InvariantCulture),
            words.Amount(statement.Goods),
            words.Amount(statement.Fees),
            words.Off(off.Merchant),
            words.Off(off.Platform),
            // Paid to the platform in the person's place, so it takes nothing off what is owed.
            words.Amount(off.Campaign),
            words.Off(statement.Refunds),
            words.Amount(statement.Adjustments),
            words.Amount(statement.Net),
        ];
    }
}
