using System.CommandLine;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Records;

namespace Agent.Host.Commands;

/// <summary>What is kept about a person.</summary>
internal static class PersonCommand
{
    public static Command Create()
    {
        var person = new Argument<string>("person") { Description = "The person's id; at this console it is " + AgentHost.PersonId + ".", DefaultValueFactory = _ => AgentHost.PersonId };
        var database = Books.DatabaseOption();
        var forfeit = new Option<bool>("--forfeit") { Description = "Give up what is left in the wallet." };
        var sure = new Option<bool>("--yes") { Description = "Erase without a question; there is no way back." };
        var export = new Command("export", "Print everything that is kept about a person, as JSON.") { person, database };
        export.SetAction((parsed, cancellation) => Books.RunAsync(parsed.GetValue(database), async books =>
            Console.Out.WriteLine((await books.ReadAsync(tx => PersonRecords.Export(tx, parsed.GetValue(person)!), cancellation)).ToJsonString(Readable))));
        var erase = new Command("erase", "Erase everything that says who a person is and what they wrote. The ledger keeps its sums.") { person, database, forfeit, sure };
        erase.SetAction((parsed, cancellation) => Books.RunAsync(parsed.GetValue(database), async books =>
        {
            if (!parsed.GetValue(sure)) throw new ShopException("not_confirmed", "Erasing cannot be undone. Export first if you want a copy, then repeat it with --yes.");
            await books.WriteAsync(
                tx =>
                {
                    PersonRecords.Erase(tx, parsed.GetValue(person)!, parsed.GetValue(forfeit), new RandomIds(), TimeProvider.System.GetUtcNow());
                    return true;
                },
                cancellation);
            Console.Out.WriteLine($"{parsed.GetValue(person)} is erased.");
        }));
        return new Command("person", "What is kept about a person.") { export, erase };
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
