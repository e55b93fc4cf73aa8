using Agent.Express.Understanding;
using Agent.Plugins.Menu;
using Agent.Wording;

namespace Agent.Express.Scripts;

/// <summary>Which stores there are, and which are open.</summary>
internal static class StoreScript
{
    private const int Shown = 8;

    public static async Task Run(ExpressTurn turn)
    {
        var stores = await turn.Call<StoreList>("list_stores", ("category", turn.Utterance.Category));
        if (!stores.Ok)
        {
            turn.Refuse(stores.Refusal);
            return;
        }

        var all = stores.Value.Stores;
        List<ShownStore> named = [.. all.Where(s => Folding.Mentions(turn.Utterance.Text, s.Name))];
        List<ShownStore> shown = named.Count > 0 ? named : [.. all.Where(s => s.OpenNow), .. all.Where(s => !s.OpenNow)];
        if (shown.Count == 0) turn.Say("stores.none");
        else if (named.Count == 0) turn.Say("stores.are", ("open", all.Count(s => s.OpenNow)), ("count", all.Count));
        foreach (var store in shown.Take(Shown)) turn.SayText((named.Count == 1 ? "" : "\n– ") + Line(turn, store));
        if (stores.Value.Unreachable.Count > 0) turn.SayText("\n" + turn.Word("search.unreachable", ("platforms", Phrases.And(stores.Value.Unreachable, turn.Language))));
        turn.SayText("\n" + turn.Word("stores.next"));
    }

    private static string Line(ExpressTurn turn, ShownStore store) => turn.Word(
        !store.OpenNow ? "stores.closed" : store.Delivers ? "stores.open" : "stores.open_pickup",
        ("store", store.Name),
        ("from", store.Opens.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)),
        ("until", store.Closes.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
}
