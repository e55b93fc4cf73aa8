using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Agent.Host.Chat;
using Agent.Plugins;
using Agent.Plugins.Campaigns;
using Agent.Sandbox.Catalogue;
using Microsoft.Extensions.DependencyInjection;
using static Agent.Host.Commands.Books;

namespace Agent.Host.Commands;

/// <summary>Campaigns from their files: checked, rehearsed, started, stopped, prolonged, and told how they stand.</summary>
internal static class CampaignCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The campaign's YAML file." };
        var id = new Argument<string>("id") { Description = "The campaign's id." };
        var perHour = new Option<int>("--per-hour") { Description = "How many people come for it in each hour.", HelpName = "n", DefaultValueFactory = _ => 1000 };
        var wave = new Option<string?>("--wave") { Description = "Only the vouchers of this wave.", HelpName = "id" };
        var until = new Option<DateTimeOffset>("--until") { Description = "The new last day, as 2026-02-28.", HelpName = "day", Required = true, CustomParser = ParseDay };
        var all = new Argument<string?>("id") { Description = "The campaign's id; all of them when left out.", Arity = ArgumentArity.ZeroOrOne };
        return new Command("campaign", "Campaigns: budgeted actions that give vouchers and red packets.")
        {
            Make("check", "Read a campaign's file and say what is wrong with it; nothing is started.", [file], (parsed, _, _) => CheckAsync(Read(parsed.GetValue(file)!))),
            Make("dry-run", "Show hour by hour what would be given and left, by the real rules on a database that is thrown away.", [file, perHour], (parsed, _, cancellation) => RehearseAsync(Read(parsed.GetValue(file)!), parsed.GetValue(perHour), cancellation)),
            MakeOpen("start", "Start a campaign, or put a higher version in the place of the one that runs.", [file], async (parsed, desk, cancellation) =>
            {
                var campaign = Read(parsed.GetValue(file)!);
                await desk.StartAsync(campaign, cancellation);
                Console.Out.WriteLine($"{campaign.Id} version {campaign.Version} runs.");
            }),
            MakeOpen("stop", "Give nothing more. What people hold stays good.", [id], async (parsed, desk, cancellation) =>
            {
                await desk.StopAsync(parsed.GetValue(id)!, cancellation);
                Console.Out.WriteLine($"{parsed.GetValue(id)} is stopped; what was promised stays good.");
            }),
            MakeOpen("extend", "Move the end of its vouchers to a later day; it holds at once for those that are out.", [id, wave, until], async (parsed, desk, cancellation) =>
            {
                await desk.ExtendAsync(parsed.GetValue(id)!, parsed.GetValue(wave), parsed.GetValue(until).AddDays(1), cancellation);
                Console.Out.WriteLine($"The vouchers of {parsed.GetValue(id)} are good until {Day(parsed.GetValue(until))}.");
            }),
            MakeOpen("report", "Print how a campaign stands.", [all], async (parsed, desk, cancellation) =>
            {
                IReadOnlyList<CampaignReport> reports = parsed.GetValue(all) is { } one ? [await desk.ReportAsync(one, cancellation)] : await desk.ListAsync(cancellation);
                if (reports.Count == 0) Console.Out.WriteLine("No campaign was ever started here.");
                foreach (var line in reports.SelectMany(Lines)) Console.Out.WriteLine(line);
            }),
        };
    }

    private static Command Make(string name, string description, IReadOnlyList<Symbol> takes, Func<ParseResult, string?, CancellationToken, Task> act)
    {
        var database = DatabaseOption();
        var command = new Command(name, description) { database };
        foreach (var symbol in takes)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }

        command.SetAction((parsed, cancellation) => CommandRun.RunAsync(() => act(parsed, parsed.GetValue(database), cancellation)));
        return command;
    }

    /// <summary>One that needs the agent's database, and its clock: a campaign runs on the world's time.</summary>
    private static Command MakeOpen(string name, string description, IReadOnlyList<Symbol> takes, Func<ParseResult, CampaignDesk, CancellationToken, Task> act) =>
        Make(name, description, takes, (parsed, database, cancellation) => CommandRun.WithAgentAsync(
            new ChatOptions { DatabasePath = database ?? DataFolder.DefaultDatabase },
            host => act(parsed, host.Services.GetRequiredService<CampaignDesk>(), cancellation),
            cancellation));

    private static Campaign Read(string path)
    {
        var catalogue = SandboxCatalogue.Load(SandboxCatalogue.ShippedFolder);
        var menus = catalogue.Platforms.SelectMany(p => catalogue.MenusOf(p.Id)).ToArray();
        var names = new CatalogueNames(
            [.. menus.Select(m => m.Store.Id).Distinct(StringComparer.Ordinal)],
            [.. menus.SelectMany(m => m.Items).SelectMany(i => new[] { i.Id, i.Kind }).Distinct(StringComparer.Ordinal)],
            [.. catalogue.Platforms.SelectMany(p => p.Zones).Distinct(StringComparer.Ordinal)]);
        return CampaignFile.Read(path, SandboxCatalogue.Currency, SandboxCatalogue.CityOffset, names);
    }

    private static Task CheckAsync(Campaign campaign)
    {
        Console.Out.WriteLine($"{campaign.Id} version {campaign.Version} is in order: {campaign.Waves.Count} waves, a budget of {Amount(campaign.Budget)}, from {Moment(campaign.Starts)} to {Moment(campaign.Ends)}.");
        return Task.CompletedTask;
    }

    private static async Task RehearseAsync(Campaign campaign, int perHour, CancellationToken cancellationToken)
    {
        if (perHour is < 1 or > 100_000) throw new ShopException("per_hour_invalid", "--per-hour is a whole number from 1 to 100000.");
        var hours = await new CampaignRehearsal(perHour).RunAsync(campaign, cancellationToken);
        Console.Out.WriteLine($"{"hour",-19}  {"given",8}  {"too late",8}  {"worth",14}  {"left",14}");
        foreach (var hour in hours) Console.Out.WriteLine(FormattableString.Invariant($"{Moment(hour.At)}  {hour.Given,8}  {hour.TurnedAway,8}  {Amount(hour.Worth),14}  {Amount(hour.Left),14}"));
        Console.Out.WriteLine(hours[^1].Spent ? $"Nothing is left to give from {Moment(hours[^1].At)} on." : "It lasts to its end.");
    }

    private static IEnumerable<string> Lines(CampaignReport report)
    {
        var budget = report.Campaign.Budget;
        yield return $"{report.Campaign.Id} version {report.Campaign.Version}, {(report.Running ? "running" : "stopped")}: {report.Campaign.Title.English}";
        yield return $"  budget {Amount(budget)}: spent {Amount(report.Spent)}, promised {Amount(report.Promised)}, left {Amount(report.Left)}";
        yield return FormattableString.Invariant($"  orders {report.Orders} paid by it; {report.People} people, {report.OrdersOfPeople} orders of theirs, {Share(report.OrdersWithoutSubsidy, report.OrdersOfPeople)} without subsidy, {report.RepeatPeople} people ordered again");
        yield return $"  burn {Amount(report.BurnPerHour)} an hour; {(report.ExhaustedAt is { } at ? $"nothing left by {Moment(at)} at that pace" : "nothing is being given now")}";
        foreach (var wave in report.Waves)
            yield return FormattableString.Invariant($"  {wave.Id}: {wave.Given} given, {Amount(wave.GivenWorth)}; {wave.GivenThisHour}{(wave.Hourly is { } quota ? $" of {quota}" : "")} this hour{(wave.ValidUntil is { } end ? $"; vouchers good until {Moment(end)}" : "")}");
        foreach (var act in report.Acts) yield return $"  {Moment(act.At)}  {act.Act} {act.Detail}".TrimEnd();
    }

    private static string Share(int part, int whole) => whole == 0 ? "none" : FormattableString.Invariant($"{part * 100L / whole} %");

    private static string Day(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseDay(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), SandboxCatalogue.CityOffset);
        result.AddError($"'{text}' is not a day; write it as 2026-02-28.");
        return default;
    }
}
