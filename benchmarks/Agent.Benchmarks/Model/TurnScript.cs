using System.Globalization;
using System.Text;
using Agent.Sandbox.ScriptedModel;

namespace Agent.Benchmarks.Model;

/// <summary>The turn that is measured: four function calls, one an answer, then some sixty words in fifteen pieces.</summary>
internal static class TurnScript
{
    public const string Model = "scripted";
    public const string Sentence = "two large taro milk teas, half sugar, no ice, to the office, as cheap as possible";

    public static readonly IReadOnlyList<string> Functions = ["search_menu", "update_basket", "compare_prices", "apply_vouchers"];

    private static readonly string[] Arguments =
    [
        """{"query":"taro milk tea","limit":5}""",
        """{"item_id":"itm_taro","quantity":2,"choices":["size.large","sugar.half","ice.none"]}""",
        "{}",
        """{"codes":["vch_newyear","vch_tea"]}""",
    ];

    private static readonly string[] Pieces =
    [
        "Your two taro milk", " teas from Cloud Leaf", " Tea are cheapest on", " Magpie Dash: they come", " to ¥23.60 with delivery",
        " and both vouchers in,", " which take ¥15.00 off", " what you would pay", " otherwise. Lotus Go asks", " a little more, and", " Swift Bowl is last",
        " because no voucher of", " yours helps there. They", " need half an hour.", " Shall I ask you to confirm?",
    ];

    /// <summary>What a person reads in the end.</summary>
    public static readonly string Text = string.Concat(Pieces);

    public static ModelScript Read()
    {
        var yaml = new StringBuilder("rules:\n  - rounds:\n");
        foreach (var (function, arguments) in Functions.Zip(Arguments)) yaml.Append(CultureInfo.InvariantCulture, $"      - calls: [{{ function: {function}, arguments: '{arguments}' }}]\n");
        yaml.Append("      - text:\n");
        foreach (var piece in Pieces) yaml.Append(CultureInfo.InvariantCulture, $"          - \"{piece}\"\n");
        return ModelScript.Parse(yaml.ToString());
    }
}
