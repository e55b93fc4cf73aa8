using Agent;
using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Wording;
using Microsoft.Extensions.DependencyInjection;
using OwnPlatform;

await using var services = new ServiceCollection()
    .AddSingleton(TimeProvider.System)
    .AddSingleton<IdSource, RandomIds>()
    .AddSingleton<IDatabase>(_ => SqliteDatabase.Open(SqliteDatabase.Memory)) // a path keeps conversations and orders
    .AddSingleton<IPlatform, CornerPlatform>()
    .AddSingleton<IPaymentGateway, PretendGateway>()
    .AddShoppingAgent(new AgentSettings { TimeZone = TimeZoneInfo.Utc })
    .BuildServiceProvider();
var home = new Address("home", new LocalizedText("home", "家", "Zuhause"), "Mill Lane 4", CornerMenu.Zone);
await services.GetRequiredService<IDatabase>().WriteAsync(tx => { AddressBook.Save(tx, "ann", home, null); return home; }, CancellationToken.None);

var agent = services.GetRequiredService<ShoppingAgent>();
while (Console.ReadLine() is { } line)
{
    // A line right after the question to pay answers it: only a surface that shows the question may say so.
    await foreach (var happened in agent.RunAsync(new UserMessage("ann", "first", line, MayAnswerConsent: true)))
    {
        if (happened is TextDelta text) Console.Write(text.Text);
        if (happened is ConsentRequested { Asked.Consent: var consent }) Console.Write($"\nPay {Phrases.Amount(consent.Amount, Language.English)}? [y/N]");
        if (happened is TurnCompleted or TurnFailed) Console.WriteLine();
    }
}
